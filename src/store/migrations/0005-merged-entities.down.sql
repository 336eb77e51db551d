drop index flashlight.entity_merged;
