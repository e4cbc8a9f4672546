"""The quick switcher (Ctrl+K): going to conversations, people and commands by a few letters."""
