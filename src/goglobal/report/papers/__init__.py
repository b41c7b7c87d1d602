"""Papers for others: the dissemination report and the delivery note, as HTML, CSV and XLSX."""
