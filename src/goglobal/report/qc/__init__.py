"""The QC report: one page that works offline, from a mail attachment, on a phone and on paper."""
