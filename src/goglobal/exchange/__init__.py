"""What translators and vendors send and get: units of text in their files' formats, and intake."""
