using System.Collections.Concurrent;
using System.Reflection;
using Tango.Diagnostics;

namespace Tango.Steps.Loaded;

/// <summary>
/// The step types of the running process. Read from the assemblies' files as in a build, so that ids are the same; once for the program, and once for each assembly that it
/// loaded by path.
/// </summary>
internal static class LoadedStepTypes
{
    private static readonly Lazy<StepTypeCatalog> Program = new(ReadProgram);
    private static readonly ConcurrentDictionary<Assembly, StepTypeCatalog> Others = new();
    private static readonly ConcurrentDictionary<MemberInfo, StepType> ByMember = new();
    private static readonly ConcurrentDictionary<StepType, Type> ByStepType = new(ReferenceEqualityComparer.Instance);
    private static readonly HashSet<string> ProgramFiles = new(ProcessAssemblies.Paths, StringComparer.Ordinal);
    private static readonly Lock CatalogLock = new();

    private static int _loads;
    private static (int Loads, StepTypeCatalog Catalog)? _all;

    static LoadedStepTypes() => AppDomain.CurrentDomain.AssemblyLoad += static (_, _) => Interlocked.Increment(ref _loads);

    /// <summary>Every step type that declarations may name: those of the program, and of assemblies loaded into the process by path.</summary>
    public static StepTypeCatalog All
    {
        get
        {
            lock (CatalogLock)
            {
                var loads = Volatile.Read(ref _loads);
                if (_all is not { } all || all.Loads != loads)
                {
                    var others = AppDomain.CurrentDomain.GetAssemblies().Where(MayHoldSteps).Select(CatalogOf);
                    _all = all = (loads, Join([Program.Value, .. others]));
                }

                return all.Catalog;
            }
        }
    }

    /// <summary>The step type of a loaded class.</summary>
    /// <exception cref="TangoException">It is not a step, or has errors.</exception>
    public static StepType Get(Type type) => ByMember.GetOrAdd(type, static (_, type) =>
        CatalogFor(type).Find(FullNameOf(type)).FirstOrDefault(candidate => !candidate.IsFunction && IsIn(type, candidate))
            ?? throw Refuse(type, FullNameOf(type), "it is not a public class that derives from Step<T> or Step"), type);

    /// <summary>The step type of a loaded method.</summary>
    /// <exception cref="TangoException">It is not a function step, or has errors.</exception>
    public static StepType Get(MethodInfo function) => ByMember.GetOrAdd(function, static (_, function) =>
    {
        var holder = function.DeclaringType!;
        var name = $"{FullNameOf(holder)}.{function.Name}";
        return CatalogFor(holder).Find(name).FirstOrDefault(candidate => candidate.IsFunction && IsIn(holder, candidate))
            ?? throw Refuse(holder, name, "it is not a public static method marked with [Step]");
    }, function);

    /// <summary>Loads the declaring type of a step type's method.</summary>
    /// <param name="type">A step type of this process.</param>
    public static Type CodeOf(StepType type) => ByStepType.GetOrAdd(type, static type =>
    {
        var other = Others.FirstOrDefault(known => known.Value.Types.Any(candidate => ReferenceEquals(candidate, type))).Key;
        return (other ?? Assembly.Load(new AssemblyName(type.AssemblyName))).GetType(type.DeclaringType, throwOnError: true)!;
    });

    private static bool IsIn(Type type, StepType candidate) =>
        candidate.DeclaringType == type.FullName && candidate.AssemblyName == type.Assembly.GetName().Name;

    private static StepTypeCatalog CatalogFor(Type type) =>
        ProcessAssemblies.Program is { } program
        && (type.Assembly.Location == program.Main || program.ProjectAssemblies.Contains(type.Assembly.Location) || IsOfPackage(type.Assembly, program))
            ? Program.Value
            : CatalogOf(type.Assembly);

    private static bool IsOfPackage(Assembly assembly, StepAssemblies program) =>
        assembly.GetName().Name is { } name && assembly != typeof(Step).Assembly && program.PackageVersions.ContainsKey(name) && ProgramFiles.Contains(assembly.Location);

    private static StepTypeCatalog CatalogOf(Assembly assembly) => Others.GetOrAdd(assembly, static assembly =>
        assembly.Location is { Length: > 0 } path
            ? StepTypeReader.Read(ProcessAssemblies.For(path))
            : throw new TangoException(Descriptors.InvalidStepType.Create(
                DiagnosticSubject.None,
                $"A type of {assembly.GetName().Name}",
                "the assembly has no file of its own, so its code cannot be read; publish without PublishSingleFile, or load the assembly from a file")));

    private static bool MayHoldSteps(Assembly assembly) =>
        !assembly.IsDynamic
        && assembly.Location is { Length: > 0 } path
        && !ProgramFiles.Contains(path)
        && File.Exists(path)
        && assembly.GetReferencedAssemblies().Any(reference => reference.Name == typeof(Step).Assembly.GetName().Name);

    private static StepTypeCatalog ReadProgram() =>
        ProcessAssemblies.Program is { } program ? StepTypeReader.Read(program) : new StepTypeCatalog([]);

    // The catalog of a plug-in also contains the program's step types.
    private static StepTypeCatalog Join(IReadOnlyList<StepTypeCatalog> catalogs) => new(
        catalogs.SelectMany(catalog => catalog.Types).DistinctBy(type => (type.AssemblyName, type.FullName)),
        [.. catalogs.SelectMany(catalog => catalog.Diagnostics).Distinct()],
        [.. catalogs.SelectMany(catalog => catalog.Formats).Distinct()]);

    private static TangoException Refuse(Type holder, string name, string why)
    {
        var reported = CatalogFor(holder).Diagnostics.Where(diagnostic => diagnostic.Message.Contains(name, StringComparison.Ordinal)).ToList();
        return reported.Count > 0
            ? new TangoException(reported)
            : new TangoException(Descriptors.InvalidStepType.Create(DiagnosticSubject.None, name, why));
    }

    private static string FullNameOf(Type type) => (type.FullName ?? type.Name).Replace('+', '.');
}
