"""The pages of the app: thin; what they show is laid out in the modules named reading."""
