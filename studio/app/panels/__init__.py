"""What slides over the right column: a source's properties, its filters, its place in numbers."""
