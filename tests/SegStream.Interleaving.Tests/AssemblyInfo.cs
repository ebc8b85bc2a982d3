// Runs hold addresses and count on a garbage collector that is at rest.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
