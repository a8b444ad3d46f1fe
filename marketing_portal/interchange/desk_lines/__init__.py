"""All requests with their whole history as JSON lines: out, and in again into another portal.

The first line holds what requests refer to (accounts, milestones, labels of no family); then one line a request, by
number. Nothing in it depends on ids of the database, on the machine or on the time of writing.
"""
