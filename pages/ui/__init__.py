"""What several views share: session, forms, charts, cache adapters, components."""
