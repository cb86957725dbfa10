"""Every write to a partnership's money that has a rule or leaves a trace."""
