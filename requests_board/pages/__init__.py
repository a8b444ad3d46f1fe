"""What the pages of the request desk show: labels, timeline, steps, paging. Reads, never writes."""
