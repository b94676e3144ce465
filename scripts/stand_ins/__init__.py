"""Modules of Home Assistant's voice assistant that need a compiler. The demo has no voice and does without them.

Home Assistant imports them to describe its actions, and without the descriptions its frontend shows nothing.
"""
