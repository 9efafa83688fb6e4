"""Pure techniques: values and arrays in, values out."""
