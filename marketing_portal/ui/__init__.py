"""What every page is built from: tokens, styles, template tags, components and the style guide."""
