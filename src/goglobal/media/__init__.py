"""Pictures and video, measured: what their files really are, without trusting their names."""
