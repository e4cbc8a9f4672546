"""Lessons and the socket lab without a window: values, sessions, programs, checks, replays."""
