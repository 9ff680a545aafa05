"""Paper, sheets and pictures from plain data; knows no domain."""
