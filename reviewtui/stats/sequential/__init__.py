"""What may be looked at while labels come in, and how many are left."""
