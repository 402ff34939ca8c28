foreach (var (name, value) in Colours.All)
    Console.WriteLine($"{name}: #{value:x6}");
