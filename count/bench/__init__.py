"""What the hall and its core cost, beside limits and other libraries measured in the same run."""
