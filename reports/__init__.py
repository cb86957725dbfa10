"""Papers: composed from the data, checked, rendered, signed off and published."""
