"""What is on each screen, one file a page, with the router that leads to them."""
