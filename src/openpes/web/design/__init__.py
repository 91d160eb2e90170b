"""The look of OpenPES: stylesheets, base templates, components and charts that every page shares."""
