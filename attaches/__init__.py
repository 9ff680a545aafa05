"""Floor 10: officers, posts, postings and accreditations abroad."""
