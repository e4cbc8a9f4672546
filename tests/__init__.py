"""Besedka's tests; they mirror core and desktop."""
