import zoo

seen = zoo.keeper, hasattr(zoo, "late"), zoo.birds.wings
