"""A night in the hall, played by locust against a real server: people, not endpoints.

Speaks only HTTP, websocket and the command line, and imports nothing of what it tests.
"""
