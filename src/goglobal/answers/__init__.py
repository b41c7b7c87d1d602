"""What platforms answer to a delivery: read, placed at our languages and episodes, and kept."""
