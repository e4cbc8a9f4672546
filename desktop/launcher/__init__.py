"""The first window: start a server here, join by address, recent servers."""
