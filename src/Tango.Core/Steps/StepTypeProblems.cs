namespace Tango.Steps;

/// <summary>
/// What is wrong with a step type, as the end of a message. Two programs say it: a build, which reads compiled assemblies, and the analyzers, which read source (this file is
/// compiled into both). Types and methods are given in C# syntax.
/// </summary>
internal static class StepTypeProblems
{
    public const string NoStep = "it does not derive from Step<T>, or from Step if it has no result";
    public const string NotPublic = "it is not public; make it public";
    public const string AbstractClass = "it is abstract; put [Step] on the classes that derive from it";
    public const string GenericClass = "it is generic; derive a class that sets its type arguments";
    public const string NoConstructor = "it has no public constructor without parameters; take what it needs as parameters of Run";

    public const string InstanceFunction = "it is not static; put [Step] on a public static method, or on a class that derives from Step<T>";
    public const string GenericFunction = "it is generic; write a method that sets its type arguments";
    public const string OverloadedFunction = "there are several methods with this name; rename it";

    public const string NoRun = "it has none";

    public const string NoMetadataName = "metadata names consist of the letters A to Z, digits and '_'";
    public const string SettingName = "it is the name of a setting of steps";
    public const string MSBuildName = "MSBuild keeps this name for itself";

    public const string SameParameterName = "another parameter has the same name, ignoring case; rename one of them";
    public const string ByReference = "it is passed by reference (ref, out or in); take the value, and return what comes out";
    public const string Pointer = "it is a pointer; take the value, an array or a list";
    public const string TypedReference = "it is a reference to a variable; take the value";
    public const string SecretIsNoText = "it is a [Secret], which must be a string";
    public const string SecretHasDefault = "it is a [Secret], and its default stands in the code; null is the only default";

    public const string TextResults = "string";
    public const string BytesResults = "byte[], Memory<byte> or ReadOnlyMemory<byte>";

    /// <summary>The way out for every result that cannot be stored; follows the loss.</summary>
    public const string LeaveOut = " Or leave it out of the cache with CacheResults=\"false\".";

    /// <summary>A function step in a type that others cannot see.</summary>
    public static string HolderNotPublic(string holder) => $"{holder}, which contains it, is not public; make it public";

    public static string GenericRun(string method) => $"{method} is generic: a project file cannot give its type arguments";

    public static string StaticRun(string method) => $"{method} is static";

    public static string HiddenRun(string method) => $"{method} is not public";

    /// <param name="methods">The methods, joined by "and".</param>
    public static string SeveralRuns(string methods) => "it has " + methods;

    public static string ReturnsNothing(string method, string declared) =>
        $"{method} returns nothing, but Step<{declared}> needs a result; return one, or derive from Step";

    public static string ReturnsTooMuch(string method, string given) => $"{method} returns {given}, which would be lost; derive the class from Step<{given}>";

    public static string ReturnsOther(string method, string given, string declared) =>
        $"{method} returns {given}, but the class derives from Step<{declared}>; return {declared}, or derive from Step<{given}>";

    public static string OnlyOnStack(string type) => $"{type} can only be on the stack; take an array or a list";

    public static string SkippedDefault(string type) => $"the Default of its [SkipInId] is not a value of type {type}; correct it";

    /// <param name="takes">The types that the format stores.</param>
    public static string OtherFormat(string format, string takes, string result) =>
        $"the format '{format}' takes {takes}, not {result}. Leave the format out, or return what it takes.";
}
