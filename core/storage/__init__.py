"""What outlives the program: SQLite files, opened, migrated, and set aside when damaged."""
