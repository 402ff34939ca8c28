using static Tango.Diagnostics.DiagnosticSeverity;

namespace Tango.Diagnostics;

/// <content>00xx. Errors of declarations in a project.</content>
internal static partial class Descriptors
{
    /// <summary><c>{0}</c> type as written, <c>{1}</c> suggestion.</summary>
    public static DiagnosticDescriptor UnknownStepType { get; } = new(
        "TANGO0001", Error, "Unknown step type",
        "There is no step type '{0}'. {1}");

    /// <summary><c>{0}</c> argument as written, <c>{1}</c> step type, <c>{2}</c> suggestion.</summary>
    public static DiagnosticDescriptor UnknownArgument { get; } = new(
        "TANGO0002", Error, "Unknown argument",
        "'{0}' is not a parameter of {1}. {2}");

    /// <summary><c>{0}</c> step, <c>{1}</c> parameter, <c>{2}</c> its type, <c>{3}</c> step type.</summary>
    public static DiagnosticDescriptor MissingArgument { get; } = new(
        "TANGO0003", Error, "Missing argument",
        "Step '{0}' is missing the required argument '{1}' ({2}) of {3}. Add {1}=\"…\" to the item.");

    /// <summary><c>{0}</c> argument, <c>{1}</c> value, <c>{2}</c> type, <c>{3}</c> why or an example.</summary>
    public static DiagnosticDescriptor ValueDoesNotConvert { get; } = new(
        "TANGO0004", Error, "Value does not convert",
        "{0}=\"{1}\" is not a value of type {2}. {3}");

    /// <summary><c>{0}</c> referring step, <c>{1}</c> argument, <c>{2}</c> name referred to, <c>{3}</c> suggestion.</summary>
    public static DiagnosticDescriptor MissingReference { get; } = new(
        "TANGO0005", Error, "Missing reference",
        "Step '{0}' refers in {1} to '{2}', but there is no such step. {3}");

    /// <summary><c>{0}</c> the path, <c>a → b → a</c>.</summary>
    public static DiagnosticDescriptor CircularDependency { get; } = new(
        "TANGO0006", Error, "Circular dependency",
        "circular dependency: {0}. Remove one of these references.");

    /// <summary><c>{0}</c> name, <c>{1}</c> where it was declared first.</summary>
    public static DiagnosticDescriptor DuplicateStepName { get; } = new(
        "TANGO0007", Error, "Duplicate step name",
        "Step '{0}' is declared more than once{1}. Names must be unique in a project, ignoring case: rename one of them.");

    /// <summary><c>{0}</c> argument, <c>{1}</c> path as written, <c>{2}</c> full path searched.</summary>
    public static DiagnosticDescriptor MissingInputFile { get; } = new(
        "TANGO0008", Error, "Missing input file",
        "{0}=\"{1}\": there is no file '{2}'. Create it, or correct the path, which is relative to the project's folder.");

    /// <summary><c>{0}</c> step.</summary>
    public static DiagnosticDescriptor MissingStepType { get; } = new(
        "TANGO0009", Error, "Step without a type",
        "Step '{0}' has no Type. Add Type=\"…\": the class name, full name or registered name of a step.");

    /// <summary><c>{0}</c> step, <c>{1}</c> why.</summary>
    public static DiagnosticDescriptor CannotCache { get; } = new(
        "TANGO0010", Error, "Step cannot be cached",
        "Step '{0}' sets CacheResults=\"true\", but {1}. Remove CacheResults, or change the step's [Step] attribute.");

    /// <summary><c>{0}</c> step, <c>{1}</c> parameter, <c>{2}</c> parameter type, <c>{3}</c> source, <c>{4}</c> its type.</summary>
    public static DiagnosticDescriptor ReferenceTypeMismatch { get; } = new(
        "TANGO0011", Error, "Reference of the wrong type",
        "Step '{0}' needs {2} for '{1}', but the type of {3} is {4}. Refer to another step, or to a part of this result.");

    /// <summary><c>{0}</c> argument, <c>{1}</c> reference as written, <c>{2}</c> the error, with its full stop.</summary>
    public static DiagnosticDescriptor InvalidReference { get; } = new(
        "TANGO0012", Error, "Invalid reference",
        "{0}=\"{1}\": {2} A reference is ref:NAME, ref:NAME.Property, ref:NAME[0] or ref:NAME[key].");

    /// <summary><c>{0}</c> setting, <c>{1}</c> value, <c>{2}</c> what it may be.</summary>
    public static DiagnosticDescriptor InvalidSetting { get; } = new(
        "TANGO0013", Error, "Invalid setting",
        "{0}=\"{1}\" is not valid: {2}.");

    /// <summary><c>{0}</c> format as written, <c>{1}</c> suggestion.</summary>
    public static DiagnosticDescriptor UnknownFormat { get; } = new(
        "TANGO0014", Error, "Unknown format",
        "There is no format '{0}'. {1}");

    /// <summary><c>{0}</c> name as written, <c>{1}</c> the candidates.</summary>
    public static DiagnosticDescriptor AmbiguousStepType { get; } = new(
        "TANGO0015", Error, "Ambiguous step type",
        "'{0}' could be {1}. Write the full name.");

    /// <summary><c>{0}</c> property, <c>{1}</c> pattern, <c>{2}</c> suggestion.</summary>
    public static DiagnosticDescriptor NoStepMatches { get; } = new(
        "TANGO0016", Error, "Pattern matches no step",
        "{0}: '{1}' matches no step. {2}");

    /// <summary><c>{0}</c> name, <c>{1}</c> the error.</summary>
    public static DiagnosticDescriptor InvalidStepName { get; } = new(
        "TANGO0017", Error, "Invalid step name",
        "'{0}' is not a valid step name: {1}. Use letters, digits, spaces, '_', '-' and '.'.");

    /// <summary><c>{0}</c> override as written, <c>{1}</c> the error and a solution.</summary>
    public static DiagnosticDescriptor InvalidOverride { get; } = new(
        "TANGO0018", Error, "Invalid override",
        "TangoSet: '{0}' is not a valid override: {1}");

    /// <summary><c>{0}</c> file, <c>{1}</c> the error.</summary>
    public static DiagnosticDescriptor InvalidGraphFile { get; } = new(
        "TANGO0019", Error, "Invalid graph file",
        "'{0}' is not a valid graph file: {1}. Write a JSON object with one member per step: its name, and an object with its type and arguments.");

    /// <summary><c>{0}</c> full path, <c>{1}</c> why.</summary>
    public static DiagnosticDescriptor UnreadableInputFile { get; } = new(
        "TANGO0020", Error, "Input file cannot be read",
        "The input file '{0}' cannot be read: {1} Grant access to it, or close the program that writes it, and build again.");

    /// <summary><c>{0}</c> full path, <c>{1}</c> what it is.</summary>
    public static DiagnosticDescriptor InputIsNoFile { get; } = new(
        "TANGO0021", Error, "Input is not a file",
        "The input '{0}' is {1}, which builds do not open, because reading it may never end. Name a regular file, or a pattern that does not match it.");

    /// <summary><c>{0}</c> full path, <c>{1}</c> the link's target.</summary>
    public static DiagnosticDescriptor InputLinkLeadsNowhere { get; } = new(
        "TANGO0022", Error, "Input is a broken link",
        "The input '{0}' is a link to '{1}', which does not exist. Create the target, remove the link, or use a pattern that does not match it.");

    /// <summary><c>{0}</c> argument, <c>{1}</c> step.</summary>
    public static DiagnosticDescriptor SecretWritten { get; } = new(
        "TANGO0023", Error, "Secret in a declaration",
        "{0} of step '{1}' is a secret, but its value is not the name of an environment variable. Logs of builds contain all values of a project file. Write env:NAME, and set the variable NAME.");

    /// <summary><c>{0}</c> variable, <c>{1}</c> step.</summary>
    public static DiagnosticDescriptor SecretNotSet { get; } = new(
        "TANGO0024", Error, "Secret is not set",
        "The environment variable '{0}', which holds a secret of step '{1}', is not set or empty. Set it before the build.");

    /// <summary><c>{0}</c> the file of the key, <c>{1}</c> why.</summary>
    public static DiagnosticDescriptor SecretKeyUnusable { get; } = new(
        "TANGO0025", Error, "No key for secrets",
        "The key with which secrets are hashed, '{0}', cannot be used: {1}. Grant access, or set the environment variable TANGO_SECRET_KEY to a long random text.");

    /// <summary><c>{0}</c> pattern, <c>{1}</c> argument, <c>{2}</c> step, <c>{3}</c> a hint with a blank before it, or empty.</summary>
    public static DiagnosticDescriptor PatternFindsNothing { get; } = new(
        "TANGO0026", Warning, "Pattern finds no file",
        "The pattern '{0}' in {1} of step '{2}' finds no file, so the step runs without.{3} Correct the pattern, or remove it.");

    /// <summary>No values.</summary>
    public static DiagnosticDescriptor PackageBringsTango { get; } = new(
        "TANGO0027", Warning, "Package brings Tango.Build to its users",
        "The package of this project depends on Tango.Build, so the builds of all who use it get Tango.Build too. Add PrivateAssets=\"all\" to the PackageReference. If the package has step types, refer to Tango.Core as well, without PrivateAssets.");
}
