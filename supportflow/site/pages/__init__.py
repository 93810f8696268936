"""What each page of the site shows: view models, made from public tickets and the policy alone."""
