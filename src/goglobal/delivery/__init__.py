"""Delivery: stores, what to send, and the proof of it. `pipeline` has the public verbs."""
