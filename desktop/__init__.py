"""Besedka's windows."""
