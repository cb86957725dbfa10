"""A paper's whole way: composed, checked, signed, published, corrected, compared."""
