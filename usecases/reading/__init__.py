"""What the pages show, one module for each kind of page."""
