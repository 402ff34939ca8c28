// The page lies beside the program; the build has made it.
var page = Path.Combine(AppContext.BaseDirectory, "zones.html");
Console.WriteLine($"{page}: {new FileInfo(page).Length} bytes");
