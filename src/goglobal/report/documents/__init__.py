"""The shapes of the JSON documents that other programs read, and their JSON Schemas."""
