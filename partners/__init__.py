"""Bodies, partnerships, memberships, groups and seats, meetings, areas, people and their roles."""
