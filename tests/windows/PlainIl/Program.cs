// PlainIl FOLDER FRAMEWORK…: rewrites the assemblies below a folder that contain machine code (ReadyToRun) as plain IL, in place. That code is for the system of the SDK that they are
// from, and no other loads them. The frameworks are folders with assemblies that they refer to.
using System.Reflection.PortableExecutable;
using Mono.Cecil;

var count = 0;
foreach (var path in Directory.EnumerateFiles(args[0], "*.dll", SearchOption.AllDirectories).Where(HasMachineCode).ToList())
{
    Rewrite(path);
    count++;
}

Console.WriteLine($"{count} assemblies rewritten");

static bool HasMachineCode(string path)
{
    using var image = new PEReader(File.OpenRead(path));
    try
    {
        return image.HasMetadata && image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }
    catch (BadImageFormatException)
    {
        // Not an assembly, whatever its name says.
        return false;
    }
}

void Rewrite(string path)
{
    using var resolver = new DefaultAssemblyResolver();
    foreach (var folder in resolver.GetSearchDirectories())
        resolver.RemoveSearchDirectory(folder);

    foreach (var folder in (string[])[Path.GetDirectoryName(path)!, .. args])
        resolver.AddSearchDirectory(folder);

    // From memory, because the file is replaced.
    using var module = ModuleDefinition.ReadModule(new MemoryStream(File.ReadAllBytes(path)), new ReaderParameters(ReadingMode.Deferred) { AssemblyResolver = resolver });
    module.Attributes = (module.Attributes | ModuleAttributes.ILOnly) & ~ModuleAttributes.StrongNameSigned;

    // Any processor.
    module.Architecture = TargetArchitecture.I386;
    module.Write(path + ".plain");
    File.Move(path + ".plain", path, overwrite: true);
}
