"""Subtitles on the frame: what a viewer will see, as a page of SVG pictures or as PNG."""
