"""Plans, priorities, actions, targets, progress and objectives."""
