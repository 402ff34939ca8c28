Console.WriteLine(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "top.json")));
