"""What stands between the engine and the network: address guard, robots.txt, the download itself."""
