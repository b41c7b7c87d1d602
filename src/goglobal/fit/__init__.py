"""What fits next to each other on the screen, and where a line may end that does not."""
