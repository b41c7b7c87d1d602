"""What platforms receive: one file a format, from the model to bytes."""
