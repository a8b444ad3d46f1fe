"""Documents to models. One module for each group of kinds; ``loader`` on top runs them in one transaction."""
