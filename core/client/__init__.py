"""The client as pure rules: lines and time go in, events and bytes come out. No I/O here."""
