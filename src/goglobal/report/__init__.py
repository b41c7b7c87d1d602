"""Reports as text: one module a format, values in, text out; nothing here reads or sends."""
