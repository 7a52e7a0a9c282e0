"""What is taken to a meeting: views with the presenter's words, in an order, and stories to start from."""
