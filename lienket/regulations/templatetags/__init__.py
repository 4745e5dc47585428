"""Words for templates of the module."""
